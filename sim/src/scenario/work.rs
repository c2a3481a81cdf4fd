//! How long work takes, and what is taken for granted of it where nobody says.

use tenfold_domain::time::Minutes;

/// How long work takes: a mean and the coefficient of variation of a lognormal law.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// Mean, in seconds.
    pub mean_s: f64,
    /// Standard deviation over mean; 0 is always the same.
    pub cv: f64,
}

/// How long work takes. The swab's mean comes from the protocol (R72: 40 an hour).
#[derive(Clone, PartialEq, Debug)]
pub struct Work {
    /// Temperature and code, before the queue (R174).
    pub precheck: Span,
    /// Registration with a chip that reads.
    pub register_chip: Span,
    /// Registration typed by hand.
    pub register_manual: Span,
    /// Registration on paper while the network is out.
    pub register_paper: Span,
    /// Coefficient of variation of the swab.
    pub swab_cv: f64,
    /// Fresh gloves after as many people as the protocol says (R97), in seconds.
    pub gloves_s: f64,
    /// A shift hands over to the next, in seconds (R71).
    pub shift_change_s: f64,
    /// Share of speed left between 22:00 and 06:00 local time, above 0 up to 1.
    pub night_speed: f64,
    /// A tube that does not fill is sealed this long after its first swab.
    pub seal_after: Minutes,
    /// A mobile team's way and swab, for each person.
    pub home_visit: Span,
    /// A courier's stay at a stop.
    pub stop: Span,
    /// Share by which drives scatter.
    pub drive_cv: f64,
    /// From a full plate to the cycler: extraction.
    pub extraction: Span,
    /// A plate on the cycler.
    pub cycling: Span,
    /// From the end of the run to the reviewed call (R117).
    pub review: Span,
    /// A plate that does not fill starts this long after its first tube.
    pub plate_wait: Minutes,
    /// The same for a plate of recollected tubes, which does not wait for others.
    pub urgent_wait: Minutes,
    /// Share of runs whose controls fail: all tubes again.
    pub failed_run: f64,
    /// Share of tubes that read grey or invalid: once more.
    pub grey: f64,
    /// A squad's way to one person and the swab.
    pub recollect: Span,
    /// A squad's way back to the lab.
    pub recollect_back: Span,
}

impl Default for Work {
    /// Judgements, but for what the plans give: see the names.
    fn default() -> Work {
        let span = |mean_s, cv| Span { mean_s, cv };
        Work {
            precheck: span(6.0, 0.3),
            register_chip: span(22.0, 0.4),
            register_manual: span(70.0, 0.4),
            register_paper: span(60.0, 0.3),
            swab_cv: 0.35,
            gloves_s: 40.0,
            shift_change_s: 300.0,
            night_speed: 0.85,
            seal_after: Minutes(90),
            home_visit: span(600.0, 0.5),
            stop: span(300.0, 0.3),
            drive_cv: 0.15,
            extraction: span(3_600.0, 0.1),
            cycling: span(6_300.0, 0.05),
            review: span(1_200.0, 0.4),
            plate_wait: Minutes(30),
            urgent_wait: Minutes(10),
            failed_run: 0.01,
            grey: 0.002,
            // The people of a pool stood in one queue: they are neighbours.
            recollect: span(360.0, 0.5),
            recollect_back: span(1_500.0, 0.3),
        }
    }
}
