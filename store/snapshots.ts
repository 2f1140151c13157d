import { randomBytes } from 'node:crypto'
import { Readable, type Transform } from 'node:stream'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { comparePositions } from '#core/event/log-position.ts'
import { openConnection, type RedisConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { defineScript } from './redis/script.ts'

/** A complete snapshot of the floor. */
export interface SnapshotInfo {
  readonly id: string
  /** Which program can read it. */
  readonly schema: string
  /** Log position up to which it has folded. */
  readonly pos: string
  readonly pieces: number
  readonly bytes: number
  /** When it was written, real ms since 1970. */
  readonly writtenAt: number
}

export interface SnapshotStore {
  /** Writes a snapshot; the chunks are texts without line breaks. It counts once it is whole. */
  write(head: { schema: string; pos: string }, chunks: Iterable<string>): Promise<SnapshotInfo>
  /** The complete snapshots, newest first. */
  list(): Promise<SnapshotInfo[]>
  /** The chunks of a snapshot, as they were written. Throws if it has gone meanwhile. */
  read(snapshot: SnapshotInfo): AsyncIterable<string>
  /** Position up to which the log is not needed by any snapshot kept, null if there is none. */
  covered(): Promise<string | null>
  close(): void
}

/** Small enough that writing one to the append-only file holds nobody up. */
const PIECE_BYTES = 256 * 1024
/** A second one is kept for the case that the newest cannot be read. */
const KEPT = 2
/** What an interrupted write leaves goes away by itself. */
const DRAFT_SEC = 3_600

export function createSnapshotStore({ url, site }: { url: string; site: string }): SnapshotStore {
  const keys = siteKeys(site)
  const connection = openConnection(url)
  const list = async () => {
    const texts = await connection.send<string[]>(['LRANGE', keys.snapshots, '0', '-1'])
    return texts.map((text) => JSON.parse(text) as SnapshotInfo)
  }
  return {
    async write(head, chunks) {
      const id = randomBytes(9).toString('base64url')
      const size = await writePieces(connection, keys.snapshot(id), chunks)
      const info: SnapshotInfo = { id, ...head, ...size, writtenAt: Date.now() }
      const touched = [keys.snapshots, keys.snapshot(id)]
      await enlistScript(connection, touched, [JSON.stringify(info), String(KEPT), keys.snapshot('')])
      return info
    },
    list,
    read: (snapshot) => readChunks(connection, keys.snapshot(snapshot.id), snapshot.pieces),
    async covered() {
      const positions = (await list()).map(({ pos }) => pos).sort(comparePositions)
      return positions[0] ?? null
    },
    close: () => connection.close(),
  }
}

async function writePieces(
  connection: RedisConnection,
  key: string,
  chunks: Iterable<string>,
): Promise<{ pieces: number; bytes: number }> {
  const compressed = through(Readable.from(lines(chunks)), createZstdCompress())
  let pieces = 0
  let bytes = 0
  const put = async (piece: Buffer) => {
    await connection.send(['HSET', key, String(pieces), piece])
    if (pieces === 0) await connection.send(['EXPIRE', key, String(DRAFT_SEC)])
    pieces++
    bytes += piece.length
  }
  let held: Buffer[] = []
  let size = 0
  for await (const part of compressed) {
    held.push(part)
    size += part.length
    if (size < PIECE_BYTES) continue
    await put(Buffer.concat(held))
    held = []
    size = 0
  }
  await put(Buffer.concat(held))
  return { pieces, bytes }
}

/** `pipe` alone would leave the reader waiting for ever when its source fails. */
function through(source: Readable, transform: Transform): AsyncIterable<Buffer> {
  source.once('error', (error) => transform.destroy(error))
  transform.once('close', () => source.destroy())
  return source.pipe(transform)
}

function* lines(chunks: Iterable<string>): Iterable<Buffer> {
  for (const chunk of chunks) yield Buffer.from(`${chunk}\n`)
}

/**
 * From here on the snapshot counts, and the ones that it replaces go: in one step, so that two writers leave nothing
 * behind that no list names. KEYS: list, new snapshot. ARGV: its description, how many are kept, prefix of their keys.
 */
const enlistScript = defineScript(`
redis.call('PERSIST', KEYS[2])
redis.call('LPUSH', KEYS[1], ARGV[1])
for _, old in ipairs(redis.call('LRANGE', KEYS[1], ARGV[2], -1)) do
  redis.call('UNLINK', ARGV[3] .. cjson.decode(old).id)
end
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
return redis.status_reply('OK')
`)

/** What is unpacked at a time: ten times the usual, for there are some hundred megabytes of it. */
const UNPACK_BYTES = 256 * 1024

async function* readChunks(connection: RedisConnection, key: string, pieces: number): AsyncIterable<string> {
  const unpack = createZstdDecompress({ chunkSize: UNPACK_BYTES })
  const plain = through(Readable.from(readPieces(connection, key, pieces)), unpack)
  // A line may be longer than a hundred parts: its beginning is not searched again with each, nor copied.
  let begun: string[] = []
  const decoder = new TextDecoder()
  for await (const part of plain) {
    const texts = decoder.decode(part, { stream: true }).split('\n')
    begun.push(texts[0]!)
    if (texts.length === 1) continue
    yield begun.join('')
    for (let index = 1; index < texts.length - 1; index++) yield texts[index]!
    begun = [texts[texts.length - 1]!]
  }
}

async function* readPieces(connection: RedisConnection, key: string, pieces: number): AsyncIterable<Buffer> {
  for (let number = 0; number < pieces; number++) {
    const piece = await connection.send<Buffer | null>(['HGET', key, String(number)], { binary: true })
    if (piece === null) throw new Error(`the snapshot lacks piece ${number}: a newer one has replaced it`)
    yield piece
  }
}
