//! Facts about tests by schedule.

use crate::command::Stamp;
use crate::course::Course;
use crate::event::Event;
use crate::state::State;

impl State {
    pub(super) fn apply_to_course(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::CourseBegun { person, schedule, day_zero_at, squad, contact } => {
                let before = self.courses.remove(person);
                let course = Course {
                    schedule: schedule.clone(),
                    day_zero_at: *day_zero_at,
                    squad: *squad,
                    contact: *contact,
                    swabs: before.map(|course| course.swabs).unwrap_or_default(),
                };
                self.courses.insert(*person, course);
            }
            Event::CourseSampled { person, tube } => {
                self.courses.entry(*person).and_modify(|course| course.sampled(*tube, stamp.at));
            }
            Event::CourseResulted { person, tube, swab_at, call } => {
                let course = self.courses.entry(*person);
                course.and_modify(|course| course.resulted(*tube, *swab_at, *call));
            }
            Event::CourseEnded { person, .. } => {
                self.courses.remove(person);
            }
            _ => {}
        }
    }
}
