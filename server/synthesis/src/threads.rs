//! Rows computed side by side. Who computes a row never changes what comes out.

/// `row(0)`, `row(1)` … of `count` rows, on so many threads.
pub(crate) fn rows<T: Send>(count: usize, threads: usize, row: impl Fn(usize) -> T + Sync) -> Vec<T> {
    over(vec![(); count], threads, |index, ()| row(index))
}

/// What `work` makes of each part, and of its number.
pub(crate) fn over<P: Send, T: Send>(
    parts: Vec<P>,
    threads: usize,
    work: impl Fn(usize, P) -> T + Sync,
) -> Vec<T> {
    let count = parts.len();
    let threads = threads.clamp(1, count.max(1));
    let mut shares: Vec<Vec<(usize, P)>> = (0..threads).map(|_| Vec::new()).collect();
    for (index, part) in parts.into_iter().enumerate() {
        shares[index % threads].push((index, part));
    }
    let work = &work;
    let done = |share: Vec<(usize, P)>| share.into_iter().map(|(index, part)| work(index, part)).collect();
    let mut made: Vec<std::vec::IntoIter<T>> = std::thread::scope(|scope| {
        let running: Vec<_> =
            shares.into_iter().map(|share| scope.spawn(move || -> Vec<T> { done(share) })).collect();
        running
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).into_iter())
            .collect()
    });
    (0..count).filter_map(|index| made[index % threads].next()).collect()
}
