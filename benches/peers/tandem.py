"""The sampling tandem in SimPy, with the figures of `Tandem::city`.

python3 tandem.py SITES PEOPLE prints CPU seconds and the mean wait before desk and swab.
"""

import json
import math
import random
import sys
import time

import simpy

GROUP = 10
EVERY_S = 100.0
DESKS = 3
REGISTER = (25.0, 0.4)
COLLECTORS = 10
SWAB = (90.0, 0.35)
COLLECT_EVERY_S = 7200.0
DRIVE = (1800.0, 0.3)
PLATE = 94
RUN = (6300.0, 0.05)


def lognormal(draw, law):
    mean, cv = law
    sigma2 = math.log(1 + cv * cv)
    mu, sigma = math.log(mean) - sigma2 / 2, math.sqrt(sigma2)
    return lambda: draw.lognormvariate(mu, sigma)


class City:
    def __init__(self, sites, people):
        self.env = simpy.Environment()
        self.groups = -(-people // (sites * GROUP))
        self.tubes_awaited = sites * self.groups
        self.tubes_waiting = 0
        self.cyclers = simpy.Resource(self.env, -(-sites // 2))
        self.draw = random.Random(2022)
        self.register_s = lognormal(self.draw, REGISTER)
        self.swab_s = lognormal(self.draw, SWAB)
        self.drive_s = lognormal(self.draw, DRIVE)
        self.run_s = lognormal(self.draw, RUN)
        self.people = self.resulted = 0
        self.waited_s = self.oldest_s = 0.0
        for _ in range(sites):
            self.site()

    def site(self):
        desks = simpy.Resource(self.env, DESKS)
        collectors = simpy.Resource(self.env, COLLECTORS)
        sealed = []
        self.env.process(self.arrivals(desks, collectors, sealed))
        self.env.process(self.courier(sealed))

    def arrivals(self, desks, collectors, sealed):
        env, draw = self.env, self.draw
        for _ in range(self.groups):
            yield env.timeout(draw.expovariate(1 / EVERY_S))
            tube = [GROUP, math.inf]  # swabs missing, beginning of the first
            for _ in range(GROUP):
                env.process(self.person(desks, collectors, sealed, tube))

    def person(self, desks, collectors, sealed, tube):
        env = self.env
        since_s = env.now
        with desks.request() as desk:
            yield desk
            self.waited_s += env.now - since_s
            yield env.timeout(self.register_s())
        since_s = env.now
        with collectors.request() as collector:
            yield collector
            self.waited_s += env.now - since_s
            tube[1] = min(tube[1], env.now)
            yield env.timeout(self.swab_s())
        self.people += 1
        tube[0] -= 1
        if tube[0] == 0:
            sealed.append(tube[1])

    def courier(self, sealed):
        collected = 0
        while collected < self.groups:
            yield self.env.timeout(COLLECT_EVERY_S)
            if sealed:
                collected += len(sealed)
                box = sealed[:]
                sealed.clear()
                self.env.process(self.shipment(box))

    def shipment(self, box):
        yield self.env.timeout(self.drive_s())
        for first_swab_s in box:
            self.oldest_s = max(self.oldest_s, self.env.now - first_swab_s)
        self.tubes_awaited -= len(box)
        self.tubes_waiting += len(box)
        while self.tubes_waiting >= PLATE:
            self.plate(PLATE)
        if self.tubes_awaited == 0 and self.tubes_waiting:
            self.plate(self.tubes_waiting)

    def plate(self, tubes):
        self.tubes_waiting -= tubes
        self.env.process(self.run(tubes))

    def run(self, tubes):
        with self.cyclers.request() as cycler:
            yield cycler
            yield self.env.timeout(self.run_s())
        self.resulted += tubes * GROUP


def main(sites, people):
    city = City(sites, people)
    before_s = time.process_time()
    city.env.run()
    took_s = time.process_time() - before_s
    assert city.people == city.resulted == sites * city.groups * GROUP
    mean_wait_s = city.waited_s / city.people
    figures = {"cpu_s": took_s, "mean_wait_s": mean_wait_s, "oldest_min": city.oldest_s / 60}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
