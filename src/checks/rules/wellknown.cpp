// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/wellknown.h"

#include <algorithm>
#include <iterator>

namespace skep::checks {
namespace {

// Sorted, for the search.
constexpr std::string_view kPythonNames[] = {
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError",
    "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError",
    "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError",
    "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception", "ExceptionGroup", "False", "FileExistsError",
    "FileNotFoundError", "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError",
    "ImportWarning", "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError",
    "KeyboardInterrupt", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "None",
    "NotADirectoryError", "NotImplemented", "NotImplementedError", "OSError", "OverflowError",
    "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "RecursionError", "ReferenceError",
    "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError",
    "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TimeoutError", "True", "TypeError",
    "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
    "UnicodeWarning", "UserWarning", "ValueError", "Warning", "WindowsError", "ZeroDivisionError", "abs", "aiter",
    "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable", "chr",
    "classmethod", "cls", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir", "divmod",
    "enumerate", "eval", "exec", "exit", "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr",
    "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "license", "list",
    "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print", "property",
    "quit", "range", "repr", "reveal_type", "reversed", "round", "self", "set", "setattr", "slice", "sorted",
    "staticmethod", "str", "sum", "super", "tuple", "type", "vars", "zip"};

constexpr std::string_view kScriptNames[] = {
    "$", "AbortController", "AbortSignal", "AggregateError", "Array", "ArrayBuffer", "Atomics", "BigInt",
    "BigInt64Array", "BigUint64Array", "Blob", "Boolean", "BroadcastChannel", "Buffer", "CSS", "CustomEvent",
    "DOMParser", "DataView", "Date", "Document", "DocumentFragment", "Element", "Error", "EvalError", "Event",
    "EventSource", "EventTarget", "File", "FileReader", "FinalizationRegistry", "Float32Array", "Float64Array",
    "FormData", "Function", "HTMLElement", "Headers", "Image", "Infinity", "Int16Array", "Int32Array", "Int8Array",
    "IntersectionObserver", "Intl", "JSON", "Map", "Math", "MessageChannel", "MessageEvent", "MutationObserver",
    "NaN", "Node", "NodeList", "Number", "Object", "Performance", "Promise", "Proxy", "RangeError",
    "ReadableStream", "ReferenceError", "Reflect", "RegExp", "Request", "ResizeObserver", "Response", "Set",
    "SharedArrayBuffer", "String", "Symbol", "SyntaxError", "TextDecoder", "TextEncoder", "TransformStream",
    "TypeError", "URIError", "URL", "URLSearchParams", "Uint16Array", "Uint32Array", "Uint8Array",
    "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "WebSocket", "Worker", "WritableStream",
    "XMLHttpRequest", "_", "__dirname", "__filename", "abstract", "accessor", "addEventListener", "after",
    "afterAll", "afterEach", "alert", "any", "arguments", "as", "asserts", "async", "atob", "before", "beforeAll",
    "beforeEach", "bigint", "blur", "boolean", "btoa", "cancelAnimationFrame", "chai", "clearImmediate",
    "clearInterval", "clearTimeout", "close", "confirm", "console", "context", "crypto", "customElements", "cy",
    "declare", "decodeURI", "decodeURIComponent", "describe", "dispatchEvent", "document", "encodeURI",
    "encodeURIComponent", "escape", "eval", "event", "expect", "exports", "fetch", "find", "focus", "frames",
    "from", "get", "getComputedStyle", "getSelection", "global", "globalThis", "history", "implements", "indexedDB",
    "infer", "innerHeight", "innerWidth", "interface", "is", "isFinite", "isNaN", "it", "jQuery", "jest", "keyof",
    "length", "localStorage", "location", "matchMedia", "module", "moveTo", "name", "namespace", "navigator",
    "never", "number", "object", "of", "open", "origin", "override", "parent", "parseFloat", "parseInt",
    "performance", "postMessage", "print", "private", "process", "prompt", "protected", "public", "queueMicrotask",
    "readonly", "removeEventListener", "requestAnimationFrame", "requestIdleCallback", "require", "satisfies",
    "screen", "scroll", "scrollTo", "scrollX", "scrollY", "self", "sessionStorage", "set", "setImmediate",
    "setInterval", "setTimeout", "sinon", "static", "status", "stop", "string", "structuredClone", "suite",
    "symbol", "test", "top", "type", "undefined", "unescape", "unique", "unknown", "vi", "window"};

} // namespace

bool isPythonBuiltin(std::string_view name)
{
    return std::binary_search(std::begin(kPythonNames), std::end(kPythonNames), name);
}

bool isScriptGlobal(std::string_view name)
{
    return std::binary_search(std::begin(kScriptNames), std::end(kScriptNames), name);
}

} // namespace skep::checks
