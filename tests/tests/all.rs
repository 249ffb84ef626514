//! Everything that is tested against the real process, in one program.

mod archive;
mod backup;
mod bad_input;
mod command_line;
mod cost;
mod crash;
mod disk;
mod documents;
mod door;
mod erased;
mod golden;
mod hostile;
mod lists;
mod local;
mod moved_on;
mod mutated;
mod permissions;
mod promises;
mod receipts;
mod regroupings;
mod shares;
mod show;
mod suggestions;
mod taken_home;
mod weighing;
mod whole_day;
