// Prints which node types are registered, and in which colours: a question of one's own, asked through the client.

import { Paradime } from 'paradime-integrations';
import { WhatIsRegisteredDocument } from './generated.js';

const { listCustomIntegrations } = await Paradime.fromEnv().execute(WhatIsRegisteredDocument, {});
for (const { name, isActive, nodeTypes } of listCustomIntegrations?.integrations ?? []) {
  const types = nodeTypes?.map(({ nodeType, color }) => `${nodeType} (${color ?? 'ORANGE'})`) ?? [];
  console.log(`${name}${isActive ? '' : ', inactive'}: ${types.join(', ')}`);
}
