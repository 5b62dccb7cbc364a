import './lib/node-version.mjs';
import { build, isBuilt } from './lib/build.mjs';

// `npm run build`: what the images and CI call; `npm start` does the same when something changed.
if (!isBuilt()) {
  const { code, output } = await build();
  process.stdout.write(output);
  process.exitCode = code;
}
