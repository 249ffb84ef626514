/** Two partials of a bronze bell, a fifth apart, and how loud each starts. */
const PARTIALS = [
  [528, 0.5],
  [792, 0.25],
] as const;
const RINGS_S = 1.2;

let sound: AudioContext | undefined;

/** Browsers let a page sound only after a click or a key: call this on the first one. */
export function unlockBell(): void {
  try {
    sound ??= new AudioContext();
    void sound.resume();
  } catch {
    // No sound on this computer: the words on the screen say it.
  }
}

/** One stroke; silent until the bell was unlocked. */
export function ring(): void {
  if (sound?.state !== 'running') return;
  const start = sound.currentTime;
  for (const [hertz, loud] of PARTIALS) {
    const tone = new OscillatorNode(sound, { frequency: hertz });
    const volume = new GainNode(sound, { gain: 0 });
    volume.gain.setValueAtTime(loud, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + RINGS_S);
    tone.connect(volume).connect(sound.destination);
    tone.start(start);
    tone.stop(start + RINGS_S);
  }
}
