import type { ReactNode } from 'react'

/** Our own strokes on a 16 px grid; they take the colour and the size of the text beside them. */
const strokes = {
  phone: (
    <path d="M5.2 2.5 6.6 5.6 5.3 6.9a8 8 0 0 0 3.8 3.8l1.3-1.3 3.1 1.4v2.1c0 .6-.5 1-1 1A10 10 0 0 1 2.1 3.5c0-.6.4-1 1-1z" />
  ),
  chat: <path d="M2.5 3.5h11v7.5H8L4.8 13.5V11H2.5z" />,
  mail: <path d="M2 3.8h12v8.4H2zM2.3 4.3 8 8.8l5.7-4.5" />,
  globe: (
    <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2 1.7 2.7 3.7 2.7 6S10 12.3 8 14M8 2C6 3.7 5.3 5.7 5.3 8S6 12.3 8 14" />
  ),
  callback: <path d="M13.5 9.500a5.5 5.5 0 1 1-1.6-4.400M13.5 2.500v3h-3M8 5.500V8l1.8 1.2" />,
  promise: <path d="M4.5 2.500h7v11L8 11l-3.5 2.500zM6.3 6.500l1.3 1.3 2.3-2.5" />,
  handoff: <path d="M2 5h9.500M9 2.5 11.5 5 9 7.500M14 11H4.500M7 8.5 4.5 11 7 13.5" />,
  approval: <path d="M3 13.500h10M4.5 11.500h7v-2h-2.200V7.300a2.3 2.3 0 1 0-2.6 0v2.200H4.500z" />,
  case: <path d="M2.5 4.500h4l1.2 1.500h5.800v7h-11z" />,
  complaint: <path d="M8 2.3 14.2 13H1.800zM8 6.300v3.200M8 11.300v.2" />,
  alert: <path d="M4 11V7a4 4 0 0 1 8 0v4l1 1H3zM6.7 12.500a1.4 1.4 0 0 0 2.6 0" />,
  agent: (
    <path d="M3 9.500V8a5 5 0 0 1 10 0v1.500M3 9h2v3.500H3.500L3 12zM13 9h-2v3.500h1.500L13 12zM12 12.500c0 1-1 1.5-2.5 1.5" />
  ),
  queue: <path d="M2.5 4h11M2.5 8h11M2.5 12h6" />,
  clock: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.800V8l2.2 1.5" />,
  check: <path d="m3 8.5 3.3 3.300L13 4.8" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  leave: <path d="M9.5 3H3.5v10h6M7 8h7M11.5 5.5 14 8l-2.5 2.5" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  sun: (
    <path d="M8 5.300a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400M8 1.800v1.400M8 12.800v1.400M1.8 8h1.400M12.8 8h1.400M3.6 3.600l1 1M11.4 11.400l1 1M12.4 3.600l-1 1M4.6 11.400l-1 1" />
  ),
  moon: <path d="M13 9.800A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.800z" />,
  person: (
    <path d="M8 2.500a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400M3 13.500c.3-2.6 2.2-4 5-4s4.7 1.4 5 4" />
  ),
  flag: <path d="M4 14V2.500h8L10 5.500l2 3H4" />,
  print: <path d="M4.5 6V2.500h7V6M4.5 11.500h-2V6h11v5.500h-2M4.5 9.500h7v4h-7z" />,
  eyeOff: <path d="M2 8c1.5-2.7 3.5-4 6-4s4.5 1.3 6 4c-1.5 2.7-3.5 4-6 4S3.5 10.7 2 8zM3 13 13 3" />,
  search: <path d="M7 2.500a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.300l3.2 3.2" />,
  megaphone: <path d="M2.5 6.500v3h2.200L10.5 13V3L4.7 6.500zM12.5 6v4M5 9.8 6 13" />,
  snooze: <path d="M4 4h4L4 9h4M10 8h3l-3 4h3" />,
  mute: <path d="M2.5 6.5v3h2.2L8 12.5v-9L4.7 6.5zM10.5 6.3l3 3.4M13.5 6.3l-3 3.4" />,
  pause: <path d="M5.5 3.500v9M10.5 3.500v9" />,
  plug: <path d="M5.5 2v3.500M10.5 2v3.500M4 5.500h8v2a4 4 0 0 1-8 0zM8 11.500V14" />,
  filter: <path d="M2.5 4h11M4.500 8h7M6.500 12h3" />,
  link: (
    <path d="M6.5 9.5 9.5 6.500M7 4.500l1.3-1.300a2.9 2.9 0 0 1 4.3 4.300L11.3 9M9 11.500l-1.3 1.300a2.9 2.9 0 0 1-4.3-4.300L4.7 7" />
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof strokes

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`inline-block size-[1.15em] shrink-0 align-[-0.16em] ${className}`}
      aria-hidden="true"
    >
      {strokes[name]}
    </svg>
  )
}

const channels: Record<string, IconName> = {
  voice: 'phone',
  chat: 'chat',
  email: 'mail',
  web: 'globe',
  sms: 'chat',
  wechat: 'chat',
  line: 'chat',
  app: 'chat',
  social: 'chat',
  visit: 'person',
}

export function channelIcon(channel: string): IconName {
  return channels[channel] ?? 'globe'
}
