//! Questions about tubes, boxes, plates, people and the campaign.
