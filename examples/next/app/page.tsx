import { ProgressThermometer } from 'cairn-widgets/react.js';
import { Widgets } from './widgets';

/** Rendered on the server; only what listens to events is a file of the client. */
export default function Page() {
  return (
    <main>
      <Widgets />
      <ProgressThermometer variant="compact" raised="1820.50" target="5000" unit="GBP" />
    </main>
  );
}
