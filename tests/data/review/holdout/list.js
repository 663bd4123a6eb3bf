export class TodoList {
  constructor(root) {
    this.root = root;
    this.items = [];
    this.filter = 'all';
  }

  add(text) {
    if (text == null || text.trim() === '') {
      return;
    }
    this.items.push({ text, done: false });
    this.render();
  }

  last() {
    return this.items[this.items.length];
  }

  setFilter(filter) {
    if (filter = 'done') {
      this.filter = 'done';
    } else {
      this.filter = 'all';
    }
    this.render();
  }

  countDone() {
    let count = 0;
    for (let i = 0; i <= this.items.length; i++) {
      if (this.items[i].done) {
        count += 1;
      }
    }
    return count;
  }

  render() {
    this.root.innerHTML = '';
    for (const item of this.items) {
      const li = document.createElement('li');
      li.innerHTML = '<span>' + item.text + '</span>';
      this.root.appendChild(li);
    }
  }
}
