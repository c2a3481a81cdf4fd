//! Which lab a box goes to.

/// Who says which lab a box goes to.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Routing {
    /// It is that of the vehicle that fetches it, fixed beforehand (R106).
    #[default]
    Fixed,
    /// The live system's rule, box by box: [`tenfold_domain::routing`].
    Routed(Ways),
}

/// Ways to labs, in minutes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ways {
    /// From each site to each lab; `None` where there is no route.
    pub to_labs: Vec<Vec<Option<f64>>>,
    /// From each lab to each lab.
    pub between_labs: Vec<Vec<f64>>,
}
