/**
 * The floor has the last word on 15-minute records that began within this time: all contacts of theirs are still at
 * hand, as one is kept for 48 h after its end. An older record may be corrected by an event whose contact the floor has
 * let go (contract §3), so of those the database has the last word.
 */
export const HELD_INTERVALS_MS = 47 * 3_600_000
