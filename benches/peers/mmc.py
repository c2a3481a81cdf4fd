"""M/M/50 at rho 0.9 in SimPy: python3 mmc.py CUSTOMERS prints CPU seconds and the mean wait."""

import json
import random
import sys
import time

import simpy

SERVERS = 50
SERVICE_S = 90.0
GAP_S = SERVICE_S / 0.9 / SERVERS


def main(customers):
    env = simpy.Environment()
    servers = simpy.Resource(env, SERVERS)
    draw = random.Random(50)
    waited_s = 0.0

    def customer():
        nonlocal waited_s
        since_s = env.now
        with servers.request() as mine:
            yield mine
            waited_s += env.now - since_s
            yield env.timeout(draw.expovariate(1 / SERVICE_S))

    def source():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(1 / GAP_S))
            env.process(customer())

    env.process(source())
    before_s = time.process_time()
    env.run()
    took_s = time.process_time() - before_s
    print(json.dumps({"cpu_s": took_s, "mean_wait_s": waited_s / customers}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
