//! Rows computed side by side. Who computes a row never changes what comes out.

/// `row(0)`, `row(1)` … of `count` rows, on so many threads.
pub(crate) fn rows<T: Send>(count: usize, threads: usize, row: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        return (0..count).map(row).collect();
    }
    let row = &row;
    let mut parts: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || (first..count).step_by(threads).map(row).collect::<Vec<T>>()))
            .collect();
        running
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).into_iter())
            .collect()
    });
    (0..count).filter_map(|index| parts[index % threads].next()).collect()
}
