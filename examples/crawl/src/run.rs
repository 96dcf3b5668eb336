//! The run: one thread reads, several clean, and this one writes in the order of reading.

use std::collections::BTreeMap;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use indicatif::ProgressBar;

use crate::budget::Budget;
use crate::clean::{Times, Tools, Verdict, Written, clean, timed};
use crate::input::{Event, Found, Input, Place, Position, Reader, Record};
use crate::output::{Output, Progress};
use crate::page::Skip;
use crate::sketch::{Likeness, Seen};
use crate::summary::{Damage, Summary};

/// Bytes of records that may be on their way from the reader to the output.
const BUDGET: usize = 64 << 20;
/// What a record takes beside its bytes, in bytes.
const RECORD: usize = 1 << 10;

/// Steps between two changes of the progress bar.
const SHOWN: u64 = 16;

/// What to do, and with what.
pub struct Run<'a> {
    pub inputs: &'a [Input],
    pub tools: Tools,
    pub keep_duplicates: bool,
    pub threads: usize,
    pub bar: ProgressBar,
}

/// What the reader hands on, in order, with what it read; the cleaners with what that became.
struct Step {
    number: u64,
    /// Of the budget.
    bytes: usize,
    input: usize,
    at: Position,
    next: Place,
    /// Bytes read so far, of all inputs.
    consumed: u64,
    times: Times,
}

enum Read {
    Record(Record),
    TooLarge,
    Damaged(String),
    /// The input was read to its end.
    End,
    /// The input cannot be read, or not to its end.
    Failed(String),
}

enum Became {
    /// What a record became, and the bytes it had.
    Verdict(Verdict, u64),
    Damaged(String),
    End,
    Failed(String),
}

/// What a run changes.
pub struct State<'o> {
    pub output: &'o mut Output,
    pub seen: Seen,
    pub progress: Progress,
}

impl Run<'_> {
    /// Reads, cleans and writes everything from where the state's progress is.
    pub fn all(&self, state: &mut State) -> io::Result<()> {
        let budget = Budget::new(BUDGET.max(self.tools.limit as usize));
        let (steps, work) = unbounded();
        let (done, results) = unbounded();
        let from = state.progress.place;
        thread::scope(|scope| {
            let budget = &budget;
            scope.spawn(move || self.read(from, budget, &steps));
            for _ in 0..self.threads {
                let (work, done) = (work.clone(), done.clone());
                scope.spawn(move || self.clean(&work, &done));
            }
            drop((work, done));
            let written = self.write(results, budget, state);
            budget.close();
            written
        })
    }

    fn read(&self, from: Place, budget: &Budget, steps: &Sender<(Step, Read)>) {
        let mut number = 0;
        let mut before = self.inputs[..from.input].iter().filter_map(|input| input.size).sum();
        for (index, input) in self.inputs.iter().enumerate().skip(from.input) {
            let start = if index == from.input { from.position } else { Position::default() };
            let mut send = |step: Step, read: Read| {
                let taken = budget.take(step.bytes);
                let sent = steps.send((Step { number, ..step }, read));
                number += 1;
                taken && sent.is_ok()
            };
            if !self.read_input(index, start, before, &mut send) {
                return;
            }
            before += input.size.unwrap_or_default();
        }
    }

    /// Reads one input; `false` when nobody wants more.
    fn read_input(&self, index: usize, start: Position, before: u64, send: &mut dyn FnMut(Step, Read) -> bool) -> bool {
        let mut times = Times::default();
        let mut reader = timed(&mut times.reading, || Reader::open(&self.inputs[index], start, self.tools.limit));
        let mut at = start;
        loop {
            let event = match &mut reader {
                Ok(reader) => timed(&mut times.reading, || reader.next()),
                Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
            };
            let consumed = before + reader.as_ref().map_or(0, Reader::consumed);
            let step = |at, next, bytes| Step { number: 0, bytes, input: index, at, next, consumed, times };
            let after = Place { input: index + 1, position: Position::default() };
            let Event { at: place, next, found } = match event {
                Ok(Some(event)) => event,
                Ok(None) => return send(step(at, after, RECORD), Read::End),
                Err(error) => return send(step(at, after, RECORD), Read::Failed(error.to_string())),
            };
            at = next;
            let next = Place { input: index, position: next };
            let (bytes, read) = match found {
                Found::Record(record) => (RECORD + record.bytes.len(), Read::Record(record)),
                Found::TooLarge => (RECORD, Read::TooLarge),
                Found::Damaged(why) => (RECORD, Read::Damaged(why)),
            };
            if !send(step(place, next, bytes), read) {
                return false;
            }
            times = Times::default();
        }
    }

    fn clean(&self, work: &Receiver<(Step, Read)>, done: &Sender<(Step, Became)>) {
        for (mut step, read) in work {
            let file = &self.inputs[step.input].name;
            let became = match read {
                Read::Record(record) => {
                    let size = record.bytes.len() as u64;
                    Became::Verdict(clean(record, file, step.at, &self.tools, &mut step.times), size)
                }
                Read::TooLarge => Became::Verdict(Verdict::Skipped(Skip::TooLarge), 0),
                Read::Damaged(why) => Became::Damaged(why),
                Read::End => Became::End,
                Read::Failed(why) => Became::Failed(why),
            };
            // Nobody takes them any more when the output has failed.
            if done.send((step, became)).is_err() {
                return;
            }
        }
    }

    fn write(&self, results: Receiver<(Step, Became)>, budget: &Budget, state: &mut State) -> io::Result<()> {
        let (start, before) = (Instant::now(), state.progress.summary.seconds.elapsed);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (step, became) in results {
            waiting.insert(step.number, (step, became));
            while let Some((step, became)) = waiting.remove(&expected) {
                expected += 1;
                self.settle(&step, became, state)?;
                budget.give_back(step.bytes);
                state.progress.place = step.next;
                state.progress.summary.seconds.elapsed = before + start.elapsed().as_secs_f64();
                let mut time = Duration::ZERO;
                timed(&mut time, || state.output.step(&state.progress))?;
                state.progress.summary.seconds.writing += time.as_secs_f64();
                self.show(state, expected, step.consumed, start.elapsed());
            }
        }
        Ok(())
    }

    /// Counts what became of a step, and writes its row.
    fn settle(&self, step: &Step, became: Became, state: &mut State) -> io::Result<()> {
        let Step { input, at, times, .. } = *step;
        let file = &self.inputs[input].name;
        let damage = |why: String| Damage { file: file.to_string(), offset: at.offset, inside: at.inside, why };
        let summary = &mut state.progress.summary;
        match became {
            Became::Verdict(verdict, size) => {
                summary.records += 1;
                summary.bytes += size;
                match verdict {
                    Verdict::Row(row) => return state.write_row(&row, self.keep_duplicates, times),
                    Verdict::Filtered(filter) => summary.skip(filter.to_owned()),
                    Verdict::Skipped(skip) if skip.is_damage() => self.tell(summary, damage(skip.to_string())),
                    Verdict::Skipped(skip) => summary.skip(skip.to_string()),
                }
            }
            Became::Damaged(why) => {
                summary.records += 1;
                self.tell(summary, damage(why));
            }
            Became::End => summary.inputs += 1,
            Became::Failed(why) => {
                let message = format!("{file}: {why}");
                self.bar.suspend(|| eprintln!("crawl: {message}"));
                summary.failed.push(message);
            }
        }
        summary.seconds.add(&times);
        Ok(())
    }

    /// Names a damaged record.
    fn tell(&self, summary: &mut Summary, damage: Damage) {
        self.bar.suspend(|| eprintln!("crawl: {damage}"));
        summary.add_damage(damage);
    }

    fn show(&self, state: &State, steps: u64, consumed: u64, time: Duration) {
        if !self.bar.is_hidden() && steps.is_multiple_of(SHOWN) {
            let speed = steps as f64 / time.as_secs_f64().max(0.001);
            self.bar.set_position(consumed);
            // What was done before the run was resumed says nothing about speed.
            if steps == SHOWN {
                self.bar.reset_eta();
            }
            self.bar.set_message(format!("{} rows, {speed:.0} records/s", state.progress.summary.rows));
        }
    }
}

impl State<'_> {
    /// Writes a row, unless it says what another has said.
    fn write_row(&mut self, row: &Written, keep_duplicates: bool, mut times: Times) -> io::Result<()> {
        let summary = &mut self.progress.summary;
        let likeness = match keep_duplicates {
            true => None,
            false => timed(&mut times.comparing, || self.seen.check(&row.sketch)),
        };
        match likeness {
            Some(Likeness::Same) => summary.skip("duplicate".to_owned()),
            Some(Likeness::Near) => summary.skip("near duplicate".to_owned()),
            None => {
                timed(&mut times.writing, || self.output.write(&row.line, &row.sketch))?;
                summary.rows += 1;
                summary.words += row.sketch.words;
                *summary.outcomes.entry(row.outcome.to_owned()).or_default() += 1;
                let language = row.language.unwrap_or("unknown");
                *summary.languages.entry(language.to_owned()).or_default() += 1;
                for (label, count) in &row.labels {
                    *summary.labels.entry((*label).to_owned()).or_default() += count;
                }
            }
        }
        summary.seconds.add(&times);
        Ok(())
    }
}
