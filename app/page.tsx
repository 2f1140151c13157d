import { RoleRedirect } from './_shell/role-redirect.tsx'

export default function Page() {
  return <RoleRedirect />
}
