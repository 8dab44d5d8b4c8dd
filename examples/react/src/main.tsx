import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ProgressThermometer as Element } from 'cairn-widgets';
import type {} from 'cairn-widgets/types/jsx-react';
import { Campaign, ContributionForm, ProgressThermometer } from 'cairn-widgets/react.js';

const terms = { progressShare: 'Tell a friend' };

/** React 19 knows custom elements: the tags themselves, and the components beside them, which React 18 needs. */
function App() {
  const [heard, setHeard] = useState('');
  const meter = useRef<Element>(null);
  return (
    <>
      <Campaign endpoint="./campaign.json">
        <ProgressThermometer ref={meter} withShare terms={terms}>
          <a href="https://example.org/give">Give to the book fund</a>
        </ProgressThermometer>
        <ContributionForm onSelect={({ detail }) => setHeard(`Heard ${detail.pathwayId}`)} />
      </Campaign>
      <cairn-progress-thermometer
        id="tag"
        variant="compact"
        raised="1820.50"
        target="5000"
        unit="GBP"
        oncairn-view={({ detail }) => void detail.campaignId}
      />
      <p id="heard">{heard}</p>
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
