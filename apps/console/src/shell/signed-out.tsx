import { Logo } from './logo.js';

/** There is no password: the start command, or an administrator, gives a link that logs in once. */
export function SignedOut() {
  return (
    <main className="door">
      <div className="door-card">
        <Logo size={40} />
        <h1>Log in to Caracal</h1>
        <p>You log in with a link that works once. Nobody here has a password to lose.</p>
        <p>
          Whoever runs Caracal finds the link in what the start command prints, after <code>Log in</code>. Open it in
          this browser and you are in.
        </p>
      </div>
    </main>
  );
}
