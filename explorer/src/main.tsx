import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { App } from './app.js';
import { createClient } from './data/client.js';
import { readEmbedded } from './data/embedded.js';
import './styles/theme.css';
import './styles/page.css';
import './styles/sidebar.css';
import './styles/issues.css';
import './styles/canvas.css';
import './styles/panel.css';
import './styles/compact.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id `root`.');
const embedded = readEmbedded();
createRoot(root).render(
  <StrictMode>
    <Provider value={createClient(embedded)}>
      <App isLive={embedded === undefined} />
    </Provider>
  </StrictMode>,
);
