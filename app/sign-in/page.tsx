import { SignInPage } from './sign-in-page.tsx'

export default function Page() {
  return <SignInPage />
}
