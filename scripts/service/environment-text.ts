import { type UnitPart, unitName } from './unit.ts'

/** The file in which whoever runs the service sets its environment; written once, and then theirs. */
export function environmentText(part: UnitPart): string {
  const stores =
    part === 'all'
      ? [
          '# Stores of your own, in place of the private ones:',
          '#REDIS_URL=redis://127.0.0.1:6379',
          '#DATABASE_URL=postgres://huiyin:password@127.0.0.1:5432/huiyin',
        ]
      : [
          '# The stores of all machines of the site. secrets.json and the site file must be the same on each, too.',
          'REDIS_URL=',
          'DATABASE_URL=',
          '#HUIYIN_CONFIG=/etc/huiyin/site.yaml',
        ]
  return `${[
    '# The environment of Huiyin; docs/operations.md says what else can be set.',
    `# After a change: systemctl restart ${unitName(part)}; after one to a PORT below 1024 run install-service again.`,
    'PORT=3000',
    '# Other machines (televisions, desks) reach it with HOST=0.0.0.0.',
    'HOST=127.0.0.1',
    '#HUIYIN_PUBLIC_URL=https://floor.example.com',
    '#HUIYIN_HOSTS=huiyin.lan',
    ...stores,
  ].join('\n')}\n`
}
