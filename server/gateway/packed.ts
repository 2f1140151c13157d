/** An event of Socket.IO as it goes over the wire, made once for all who hear it. */
export interface Packed {
  /** The packet as text, for a transport that frames it itself. */
  readonly text: string
  /** The same as one WebSocket frame, so that each socket costs one write and no more. */
  readonly options: { compress: false; readonly wsPreEncodedFrame: readonly [Buffer] }
}

/** Packs an event of the default namespace (Socket.IO protocol 5: `2` is an event; Engine.IO 4: `4` is a message). */
export function pack(event: string, body: object): Packed {
  const text = `2${JSON.stringify([event, body])}`
  return { text, options: { compress: false, wsPreEncodedFrame: [textFrame(`4${text}`)] } }
}

/** An unmasked, unfragmented text frame (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
