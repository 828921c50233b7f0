using System.Buffers;

namespace Waybill.Connectors.Json;

/// <summary>
/// Finds the end of a JSON value by its brackets and quotes, without understanding it. Can be fed piece by piece.
/// A line feed inside a string is an error (JSON writes it as \n), which makes a quote that was left open visible early.
/// </summary>
internal struct BracketBalance
{
    internal const int MaxDepth = 64;

    private static readonly SearchValues<byte> Outside = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> Inside = SearchValues.Create("\"\\\n"u8);

    private ulong _isArray;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>True when a bracket or quote was found that makes no sense; it stays so.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>
    /// Bytes up to and including the end of the value, or -1 when it goes on behind the piece or is broken. The first
    /// piece begins with the value's first byte, a bracket or quote.
    /// </summary>
    internal int Feed(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        while (at < piece.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                at++;
                continue;
            }

            var next = piece[at..].IndexOfAny(_isInString ? Inside : Outside);
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            if (!Take(piece[at - 1]))
            {
                IsBroken = true;
                return -1;
            }

            if (_depth == 0 && !_isInString)
            {
                return at;
            }
        }

        return -1;
    }

    private bool Take(byte c)
    {
        switch (c)
        {
            case (byte)'"':
                _isInString = !_isInString;
                return true;
            case (byte)'\\':
                _isEscaped = true;
                return true;
            case (byte)'{' or (byte)'[':
                _isArray = (_isArray << 1) | (c == '[' ? 1UL : 0);
                return ++_depth <= MaxDepth;
            case (byte)'}' or (byte)']':
                var isMatch = _depth > 0 && (_isArray & 1) == (c == ']' ? 1UL : 0);
                _isArray >>= 1;
                _depth--;
                return isMatch;
            default:
                return false;
        }
    }
}
