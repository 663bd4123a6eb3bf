#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

class Shape {
public:
    Shape() = default;
    ~Shape() {}
    virtual double area() const = 0;
};

class Square : public Shape {
public:
    explicit Square(double side) : side_(side) {}
    double area() const override { return side_ * side_; }

private:
    double side_;
};

class Account {
public:
    void deposit(long amount)
    {
        std::lock_guard<std::mutex> guard(mutex_);
        balance_ += amount;
    }

    void withdraw(long amount)
    {
        balance_ -= amount;
    }

private:
    std::mutex mutex_;
    long balance_ = 0;
};

std::int64_t milliseconds(int days)
{
    return days * 24 * 60 * 60 * 1000;
}

bool sameName(const char *a)
{
    return a == "admin";
}

void reset(int *values, int count)
{
    memset(values, 0, sizeof(values));
    if (count > 0)
        values[count] = 0;
}

int *makeCounter()
{
    int *counter = new int[4];
    delete counter;
    return counter;
}

bool inRange(int x)
{
    return 0 < x < 10;
}

std::unique_ptr<Shape> build(double side)
{
    auto shape = std::make_unique<Square>(side);
    auto other = std::move(shape);
    if (shape->area() > 10.0)
        return other;
    return nullptr;
}
