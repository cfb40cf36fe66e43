import { app } from 'electron';
import { runApplication } from './application';
import { registerAppScheme } from './protocol';
import { enableSandbox } from './security';
import { readStart, useGivenUserData } from './start';

const start = readStart(import.meta.dirname);
useGivenUserData();
registerAppScheme();
enableSandbox();
app.on('window-all-closed', () => app.quit());
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(() => runApplication(start));
} else {
  app.quit();
}
