import { onBeforeUnmount, onMounted } from 'vue';
import { useApp } from '../stores/app';
import { useImporting } from '../stores/importing';
import { asksForHelp, commandOf, focusOf } from './keyMap';
import { useCommands } from './useCommands';
import { moveToNextRegion } from './regions';

/** The window's keys. A press that is taken is not passed on, so that the menu does not take it again. */
export function useKeyboard(): void {
  const app = useApp();
  const importing = useImporting();
  const commands = useCommands();

  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'F6') {
      event.preventDefault();
      if (!importing.isOpen && !app.isHelpOpen) moveToNextRegion(event.shiftKey ? -1 : 1);
      return;
    }
    const target = event.target instanceof Element ? event.target : null;
    const focus = focusOf(target);
    if (asksForHelp(event, focus)) {
      event.preventDefault();
      if (!importing.isOpen) app.isHelpOpen = !app.isHelpOpen;
      return;
    }
    const command = commandOf(event, focus);
    if (command === null) return;
    event.preventDefault();
    commands.run(command);
  }

  onMounted(() => window.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown));
}
