import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { connectWindow } from './bridge/connect';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

await connectWindow();
createApp(App).use(createPinia()).mount('#app');
