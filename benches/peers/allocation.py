"""Allocation in HiGHS: one JSON object on standard input, one on standard output.

The models are written from the figures alone; nothing is shared with the library they check.
"""

import json
import math
import sys
import time

import highspy
import numpy


class Model:
    """Columns and rows of a linear program, whole numbers where asked."""

    def __init__(self):
        self.costs, self.lower, self.upper, self.whole = [], [], [], []
        self.entries, self.row_lower, self.row_upper = [], [], []

    def column(self, cost, upper=highspy.kHighsInf, whole=False):
        self.costs.append(cost)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        self.entries.append([])
        return len(self.costs) - 1

    def row(self, entries, lower, upper):
        row = len(self.row_lower)
        for column, value in entries:
            self.entries[column].append((row, value))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def solve(self, gap):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.row_lower)
        lp.col_cost_ = numpy.array(self.costs, dtype=float)
        lp.col_lower_ = numpy.array(self.lower, dtype=float)
        lp.col_upper_ = numpy.array(self.upper, dtype=float)
        lp.row_lower_ = numpy.array(self.row_lower, dtype=float)
        lp.row_upper_ = numpy.array(self.row_upper, dtype=float)
        starts = numpy.cumsum([0] + [len(entries) for entries in self.entries])
        flat = [entry for entries in self.entries for entry in entries]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = starts.astype(numpy.int32)
        lp.a_matrix_.index_ = numpy.array([row for row, _ in flat], dtype=numpy.int32)
        lp.a_matrix_.value_ = numpy.array([value for _, value in flat], dtype=float)
        if any(self.whole):
            kinds = highspy.HighsVarType
            lp.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in self.whole]
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("time_limit", 120.0)
        solver.passModel(lp)
        before_s = time.process_time()
        solver.run()
        cpu_s = time.process_time() - before_s
        info = solver.getInfo()
        cost = info.objective_function_value
        bound = info.mip_dual_bound if any(self.whole) else cost
        return {"cpu_s": cpu_s, "cost": cost, "bound": bound}


def ways(told, site, sealed):
    """Lab, slot and minutes of every way of a tube."""
    slot_minutes, slots = told["slot"], len(told["tubes"][0])
    leaves = (sealed + 1) * slot_minutes + told["pickup"]
    for lab, drive in enumerate(told["drives"][site]):
        if drive is None or drive > told["drive_max"]:
            continue
        arrives = leaves + drive
        for slot in range(arrives // slot_minutes, slots):
            begins = max(arrives, slot * slot_minutes)
            if begins - arrives > told["wait_max"]:
                break
            yield lab, slot, begins - leaves


def flow(told):
    model, into = Model(), {}
    for site, tubes in enumerate(told["tubes"]):
        for sealed, count in enumerate(tubes):
            if count == 0:
                continue
            out = [(model.column(told["short"]), 1.0)]
            for lab, slot, minutes in ways(told, site, sealed):
                column = model.column(minutes)
                out.append((column, 1.0))
                into.setdefault((lab, slot), []).append((column, 1.0))
            model.row(out, count, count)
    for (lab, slot), entries in into.items():
        model.row(entries, -highspy.kHighsInf, told["capacity"][lab][slot])
    return model.solve(0.0)


def fixed(told):
    model, slot_minutes = Model(), told["slot"]
    slots, labs = len(told["tubes"][0]), len(told["capacity"])
    arriving = [[[] for _ in range(slots)] for _ in range(labs)]
    for site, tubes in enumerate(told["tubes"]):
        choice = []
        for lab, drive in enumerate(told["drives"][site]):
            if drive is None or drive > told["drive_max"]:
                continue
            way = 1 + (told["pickup"] + drive) // slot_minutes
            beyond = sum(tubes[slots - way:])
            column = model.column(sum(tubes) * drive + beyond * told["unfinished"], 1.0, True)
            choice.append((column, 1.0))
            for sealed in range(slots - way):
                if tubes[sealed]:
                    arriving[lab][sealed + way].append((column, -float(tubes[sealed])))
        model.row(choice, 1.0, 1.0)
    for lab, capacity in enumerate(told["capacity"]):
        before = None
        for slot in range(slots):
            last = told["unfinished"] if slot + 1 == slots else 0
            waiting = model.column(slot_minutes + last)
            entries = [(waiting, 1.0)] + arriving[lab][slot]
            if before is not None:
                entries.append((before, -1.0))
            model.row(entries, -float(capacity[slot]), highspy.kHighsInf)
            before = waiting
    return model.solve(0.0005)


def lanes(told):
    model, half = Model(), []
    rate, (to_half, first_day, later_days) = told["rate"], told["hours"]
    for people in told["people"]:
        choice = []
        for first in range(told["lanes_max"] + 1):
            left = people - math.floor(min(people, first * rate * first_day))
            later = math.ceil(left / (rate * later_days))
            if later > told["lanes_max"]:
                continue
            cost = first * told["costs"][0] + later * told["costs"][1]
            column = model.column(cost, 1.0, True)
            choice.append((column, 1.0))
            half.append((column, float(math.floor(min(people, first * rate * to_half)))))
        model.row(choice, 1.0, 1.0)
    model.row(half, told["half"], highspy.kHighsInf)
    return model.solve(0.0)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    print(json.dumps({"flow": flow, "fixed": fixed, "lanes": lanes}[asked["model"]](asked)))
