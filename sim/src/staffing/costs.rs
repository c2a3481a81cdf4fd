//! What things cost, and what a cabin lab's place must offer.

/// Unit costs in yuan. All are judgements: what matters is their ratio.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Costs {
    /// A lane for an hour: tent, desk, power, what is used up, without its staff.
    pub lane_hour: f64,
    /// A collector for a shift on duty.
    pub collector_shift: f64,
    /// A registrar, an organiser or an order keeper for a shift.
    pub helper_shift: f64,
    /// A vehicle with driver and escort for an hour.
    pub vehicle_hour: f64,
    /// A mobile team for an hour.
    pub team_hour: f64,
    /// A squad for an hour.
    pub squad_hour: f64,
    /// A tube tested in a lab of the city.
    pub own_tube: f64,
    /// A tube tested by a third party.
    pub bought_tube: f64,
    /// A cabin lab brought, set up, run and taken away, for the round.
    pub cabin: f64,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs {
            lane_hour: 40.0,
            collector_shift: 100.0,
            helper_shift: 40.0,
            vehicle_hour: 80.0,
            team_hour: 150.0,
            squad_hour: 180.0,
            own_tube: 30.0,
            bought_tube: 45.0,
            cabin: 60_000.0,
        }
    }
}

/// What a cabin lab's place must offer (Ruijin 2022, plan 3, 5.2.1 to 5.2.4).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CabinNeeds {
    /// R126: length, width and height of the cabin in metres.
    pub cabin_m: [f64; 3],
    /// R126: length and width of the ground in metres.
    pub ground_m: [f64; 2],
    /// R126: length of the truck that must get in, in metres.
    pub truck_m: f64,
    /// R127: what the crane lifts at least, in tonnes; nothing above the ground, level and hard.
    pub crane_t: f64,
    /// R128: power in kW.
    pub power_kw: f64,
    /// R129: inlet and outlet in millimetres.
    pub water_mm: [f64; 2],
    /// R130: fewest and most cables.
    pub cables: [u32; 2],
}

impl Default for CabinNeeds {
    /// As the plan prints them.
    fn default() -> CabinNeeds {
        CabinNeeds {
            cabin_m: [17.5, 2.98, 2.98],
            ground_m: [17.0, 5.0],
            truck_m: 20.0,
            crane_t: 30.0,
            power_kw: 80.0,
            water_mm: [20.0, 50.0],
            cables: [1, 2],
        }
    }
}
