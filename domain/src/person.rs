//! Identity documents: what a number must look like before it names a person.
