'use client';

import { useState } from 'react';
import { Campaign, ContributionForm, ProgressThermometer } from 'cairn-widgets/react.js';

const terms = { progressShare: 'Tell a friend' };

/** Rendered on the server as the tags with their fallback, and made alive in the browser. */
export function Widgets() {
  const [heard, setHeard] = useState('');
  return (
    <>
      <Campaign endpoint="./campaign.json">
        <ProgressThermometer withShare terms={terms}>
          <a href="https://example.org/give">Give to the book fund</a>
        </ProgressThermometer>
        <ContributionForm onSelect={({ detail }) => setHeard(`Heard ${detail.pathwayId}`)} />
      </Campaign>
      <p id="heard">{heard}</p>
    </>
  );
}
