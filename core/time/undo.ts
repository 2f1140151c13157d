/** What a person did can be taken back by them for so long: a button shows it for 5 s, and networks are slow. */
export const UNDO_MS = 60_000
