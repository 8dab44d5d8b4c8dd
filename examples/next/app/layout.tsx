import type { ReactNode } from 'react';
import 'cairn-widgets/cdn/cairn.css';

export const metadata = { title: 'Cairn in Next', icons: 'data:,' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
