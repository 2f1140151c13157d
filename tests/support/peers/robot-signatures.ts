import { createHmac } from 'node:crypto'
import type { SunkRequest } from './https-sink.ts'

const hmac = (key: string, data: string) => createHmac('sha256', key).update(data).digest('base64')

/** What a Feishu robot with signing takes; throws where it answers 19021. */
export function readFeishu({ json }: SunkRequest, secret: string): unknown {
  const { timestamp, sign, card } = json as { timestamp: string; sign: string; card: unknown }
  if (Math.abs(Number(timestamp) - Date.now() / 1_000) > 3_600) throw new Error(`timestamp ${timestamp}`)
  if (sign !== hmac(`${timestamp}\n${secret}`, '')) throw new Error('sign match fail')
  return card
}

/** What a DingTalk robot with signing takes. */
export function readDingtalk({ path, json }: SunkRequest, secret: string): unknown {
  const { searchParams } = new URL(path, 'https://oapi.example')
  const timestamp = searchParams.get('timestamp') ?? ''
  if (Math.abs(Number(timestamp) - Date.now()) > 3_600_000) throw new Error(`timestamp ${timestamp}`)
  if (searchParams.get('sign') !== hmac(secret, `${timestamp}\n${secret}`)) throw new Error('sign not match')
  if (searchParams.get('access_token') === null) throw new Error('no token')
  return json
}
