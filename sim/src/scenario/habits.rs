//! How people come, and what is taken for granted of it where nobody says.

/// How people come to their site.
#[derive(Clone, PartialEq, Debug)]
pub struct Habits {
    /// The law of arrival.
    pub arrival: Arrival,
    /// Share who never come in this round, 0 to 1.
    pub no_show: f64,
    /// Share who come in the last period only, 0 to 1: the stragglers.
    pub straggler: f64,
    /// Share who are visited at home by a mobile team, 0 to 1.
    pub at_home: f64,
    /// Share who go to a single lane: batches 1 and 2 and people with fever, 0 to 1.
    pub single: f64,
    /// Share without a card that can be read, typed by hand, 0 to 1.
    pub manual: f64,
    /// Persons in a household.
    pub household: f64,
    /// Share of a positive person's household that is positive too, 0 to 1: 0 is no clustering.
    pub clustering: f64,
}

/// When people come, within the periods of their site.
#[derive(Clone, PartialEq, Debug)]
pub enum Arrival {
    /// Each at a time of their own, spread over lanes and hours: the queue stays short.
    Appointment,
    /// At will, by weight of the hour of the day (local time, 0..24).
    WalkIn([f64; 24]),
    /// Everybody of a day at its opening.
    StartGun,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            arrival: Arrival::WalkIn(WALK_IN),
            no_show: 0.0,
            straggler: 0.03,
            at_home: 0.012,
            single: 0.01,
            manual: 0.05,
            household: 3.28,
            clustering: 0.2,
        }
    }
}

/// People at will: a morning peak, a dip at noon, an evening peak. A judgement.
pub const WALK_IN: [f64; 24] = [
    0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.8, 2.0, 1.8, 1.5, 1.2, //
    0.8, 0.9, 1.1, 1.2, 1.2, 1.3, 1.5, 1.6, 1.3, 0.9, 0.5, 0.3,
];
