const TONES_HZ = { critical: [880, 660, 880], warning: [880, 660], info: [660] } as const
const TONE_SEC = 0.22

export type ToneKind = keyof typeof TONES_HZ

/** Two falling tones, once more for what is critical, one for what is only news. */
export function playTone(context: AudioContext, kind: ToneKind): void {
  for (const [index, hertz] of TONES_HZ[kind].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const from = context.currentTime + index * TONE_SEC
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.2, from)
    volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_SEC)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + TONE_SEC)
  }
}
