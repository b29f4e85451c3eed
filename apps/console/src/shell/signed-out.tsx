import { Logo } from './logo.js';

/** There is no password: the start command, or an administrator, gives a link that logs in once. */
export function SignedOut() {
  const refused = new URLSearchParams(globalThis.location.search).has('login');
  return (
    <main className="door">
      <div className="door-card">
        <Logo size={40} />
        <h1>Log in to Caracal</h1>
        {refused ? (
          <p className="door-refused" role="alert">
            This log-in link was used already or is too old. Get a new one.
          </p>
        ) : null}
        <p>You log in with a link that works once. Nobody here has a password to lose.</p>
        <p>
          Whoever runs Caracal finds the link in the output of the start command, beside <code>Console</code>. Open it
          in this browser and you are in.
        </p>
      </div>
    </main>
  );
}
