"""A day's tours by VROOM, through pyvroom, on one thread.

python3 vroom_day.py SECONDS reads a VROOM problem from its input and prints the cost in seconds,
the vehicles used and the shipments left over.
"""

import datetime
import json
import sys
import tempfile

import vroom

with tempfile.NamedTemporaryFile("w", suffix=".json") as problem:
    problem.write(sys.stdin.read())
    problem.flush()
    day = vroom.Input.from_json(problem.name)
limit = datetime.timedelta(seconds=float(sys.argv[1]))
found = day.solve(exploration_level=5, nb_threads=1, timeout=limit).to_dict()
summary = found["summary"]
figures = {
    "cost": summary["cost"],
    "vehicles": len(found["routes"]),
    "unassigned": summary["unassigned"],
}
print(json.dumps(figures))
