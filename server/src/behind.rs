//! Work that lets everything else go first: phones do not wait for it.

use std::thread;
use thread_priority::ThreadPriority;
use tokio::sync::oneshot;

/// Does this on a thread of its own, behind everything else; nothing if it came to no end.
pub(crate) async fn behind<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (reply, done) = oneshot::channel();
    let started = thread::Builder::new().name("behind".to_owned()).spawn(move || {
        step_back();
        // Whoever asked may have gone.
        let _ = reply.send(work());
    });
    started.inspect_err(|error| tracing::error!(%error, "there can be no further thread")).ok()?;
    done.await.ok()
}

/// Lets everything else go first; the threads and programs that this thread starts do so too. Linux has a policy for
/// that: with the lowest priority alone, phones would wait for the end of a time slice.
pub(crate) fn step_back() {
    #[cfg(target_os = "linux")]
    let stepped = {
        use thread_priority::{NormalThreadSchedulePolicy, ThreadSchedulePolicy};
        let policy = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let thread = thread_priority::thread_native_id();
        thread_priority::set_thread_priority_and_policy(thread, ThreadPriority::Min, policy)
    };
    #[cfg(not(target_os = "linux"))]
    let stepped = thread_priority::set_current_thread_priority(ThreadPriority::Min);
    if let Err(error) = stepped {
        tracing::warn!(%error, "a thread does not go behind everything else");
    }
}
