#include <cstring>
#include <string>
#include <vector>

struct Node {
    int value;
    Node *next;
};

class List {
public:
    void push(int value)
    {
        Node *node = new Node{value, head_};
        head_ = node;
        ++size_;
    }

    void clear()
    {
        for (Node *n = head_; n != nullptr; n = n->next) {
            delete n;
        }
        head_ = nullptr;
    }

    Node *find(int value)
    {
        for (Node *n = head_; n; n = n->next)
            if (n->value == value)
                return n;
        return nullptr;
    }

    int following(int value)
    {
        Node *n = find(value);
        return n->next->value;
    }

private:
    Node *head_ = nullptr;
    int size_;
};

char *copyName(const char *name)
{
    char buffer[32];
    strcpy(buffer, name);
    return buffer;
}

void fill(std::vector<int> &values)
{
    int *scratch = new int[values.size()];
    for (size_t i = 0; i <= values.size(); ++i) {
        scratch[i] = values[i];
    }
    if (values.empty())
        return;
    delete[] scratch;
}
