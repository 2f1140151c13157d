import type { Floor } from '#core/floor/floor.ts'

/** How a floor is written down and read again. */
export interface FloorCodec {
  /** Names what is written: a snapshot with another schema is not read but folded anew. */
  readonly schema: string
  /** The floor as texts without line breaks. It must not be folded on before the last was taken. */
  save(floor: Floor): Iterable<string>
  load(chunks: AsyncIterable<string>): Promise<Floor>
}
