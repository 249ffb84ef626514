//! Which lines of a plan may be sent: lines of one person in order, barriers after all before and
//! before all after, and each line after those that make the names that it uses.

use protocol::plans::{Speaker, Step};
use std::collections::BTreeMap;

/// A plan's order of events. Steps are indexes into the plan.
#[derive(Debug)]
pub struct Schedule {
    /// For each step, how many it still waits for.
    waits: Vec<usize>,
    /// For each step, those that wait for it.
    followers: Vec<Vec<usize>>,
    needs: Vec<Vec<Vec<usize>>>,
    done: Vec<bool>,
}

impl Schedule {
    /// The order of these steps.
    pub fn new(steps: &[Step]) -> Self {
        let mut schedule = Self {
            waits: vec![0; steps.len()],
            followers: vec![Vec::new(); steps.len()],
            needs: steps.iter().map(Step::needs).collect(),
            done: vec![false; steps.len()],
        };
        let mut last_of: BTreeMap<Speaker, usize> = BTreeMap::new();
        let mut barrier = None;
        let mut since_barrier = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let mut before: Vec<usize> = schedule.needs[index].iter().flatten().copied().collect();
            before.extend(barrier);
            before.extend(last_of.insert(step.speaker(), index));
            if step.is_barrier() {
                before.append(&mut since_barrier);
                barrier = Some(index);
            } else {
                since_barrier.push(index);
            }
            before.sort_unstable();
            before.dedup();
            schedule.waits[index] = before.len();
            for earlier in before {
                schedule.followers[earlier].push(index);
            }
        }
        schedule
    }

    /// The steps that wait for none, in order.
    pub fn first(&self) -> Vec<usize> {
        (0..self.waits.len()).filter(|&step| self.waits[step] == 0).collect()
    }

    /// A step was done, or it was not; returns those whose turn it is now, in order.
    pub fn settle(&mut self, step: usize, done: bool) -> Vec<usize> {
        self.done[step] = done;
        let mut turn = Vec::new();
        for follower in std::mem::take(&mut self.followers[step]) {
            self.waits[follower] -= 1;
            if self.waits[follower] == 0 {
                turn.push(follower);
            }
        }
        turn
    }

    /// Whether all names that a step uses were made, once it is its turn.
    pub fn is_made(&self, step: usize) -> bool {
        self.needs[step].iter().all(|makers| makers.iter().any(|&maker| self.done[maker]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays a plan in which these lines (from 0) are refused; returns the waves in which lines are
    /// sent, and the lines that are not.
    fn play(plan: &[&str], refused: &[usize]) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut next = 0_u8;
        let steps = protocol::plans::read(&plan.join("\n"), &mut |bytes| {
            next += 1;
            bytes.fill(next);
        })
        .unwrap();
        let mut schedule = Schedule::new(&steps);
        let (mut waves, mut not_made) = (Vec::new(), Vec::new());
        let mut turn = schedule.first();
        while !turn.is_empty() {
            let mut sent = Vec::new();
            while let Some(position) = turn.iter().position(|&step| !schedule.is_made(step)) {
                let step = turn.remove(position);
                not_made.push(step);
                turn.extend(schedule.settle(step, false));
            }
            sent.append(&mut turn);
            for &step in &sent {
                turn.extend(schedule.settle(step, !refused.contains(&step)));
            }
            sent.sort_unstable();
            if !sent.is_empty() {
                waves.push(sent);
            }
        }
        not_made.sort_unstable();
        (waves, not_made)
    }

    const PLAN: [&str; 9] = [
        r#"{"who":"facilitator","do":"create_forum","as":"f"}"#,
        r#"{"who":"p","do":"join","name":"P"}"#,
        r#"{"who":"q","do":"join","name":"Q"}"#,
        r#"{"who":"p","do":"propose","as":"t","title":"T"}"#,
        r#"{"who":"q","do":"interest","topic":"t"}"#,
        r#"{"who":"p","do":"propose","as":"u","title":"U"}"#,
        r#"{"who":"facilitator","do":"phase","phase":"groups"}"#,
        r#"{"who":"q","do":"interest","topic":"u"}"#,
        r#"{"who":"r","do":"interest","topic":"u"}"#,
    ];

    #[test]
    fn people_run_side_by_side_between_barriers() {
        let waves = vec![vec![0], vec![1, 2], vec![3], vec![4, 5], vec![6], vec![7]];
        assert_eq!(play(&PLAN, &[]), (waves, vec![8]), "nobody made r");
    }

    #[test]
    fn what_a_refused_line_would_have_made_is_not_there() {
        let waves = vec![vec![0], vec![1, 2], vec![3], vec![5], vec![6], vec![7]];
        assert_eq!(play(&PLAN, &[3]), (waves, vec![4, 8]));
        let waves = vec![vec![0], vec![1, 2], vec![6]];
        assert_eq!(play(&PLAN, &[1]), (waves, vec![3, 4, 5, 7, 8]), "a person's lines, and theirs in turn");
    }

    #[test]
    fn one_of_several_makers_is_enough() {
        let plan = [
            r#"{"who":"p","do":"join","name":"P"}"#,
            r#"{"who":"p","do":"join","name":"P"}"#,
            r#"{"who":"p","do":"leave"}"#,
        ];
        assert_eq!(play(&plan, &[0]), (vec![vec![0], vec![1], vec![2]], vec![]));
        assert_eq!(play(&plan, &[0, 1]), (vec![vec![0], vec![1]], vec![2]));
    }
}
