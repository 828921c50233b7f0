using System.Globalization;

namespace Waybill.Connectors.Hashing;

/// <summary>
/// 128 bits of a file's content, fed in pieces: two xxHash64 of different seeds in one pass over the memory. Equal
/// content gives an equal id whatever the file is called.
/// </summary>
internal sealed unsafe class ContentHash
{
    private const ulong SecondSeed = 0x5761_7962_696C_6C21; // any number but the first seed, 0

    private readonly byte[] _rest = new byte[XxHash64.StripeBytes];
    private int _restLength;
    private ulong _length;
    private ulong _a = unchecked(XxHash64.Prime1 + XxHash64.Prime2);
    private ulong _b = unchecked(XxHash64.Prime2);
    private ulong _c;
    private ulong _d = unchecked(0 - XxHash64.Prime1);
    private ulong _e = unchecked(SecondSeed + XxHash64.Prime1 + XxHash64.Prime2);
    private ulong _f = unchecked(SecondSeed + XxHash64.Prime2);
    private ulong _g = unchecked(SecondSeed);
    private ulong _h = unchecked(SecondSeed - XxHash64.Prime1);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_restLength > 0)
        {
            var taken = Math.Min(XxHash64.StripeBytes - _restLength, bytes.Length);
            bytes[..taken].CopyTo(_rest.AsSpan(_restLength));
            _restLength += taken;
            bytes = bytes[taken..];
            if (_restLength < XxHash64.StripeBytes)
            {
                return;
            }

            Mix(_rest);
            _restLength = 0;
        }

        var whole = bytes.Length / XxHash64.StripeBytes * XxHash64.StripeBytes;
        Mix(bytes[..whole]);
        bytes[whole..].CopyTo(_rest);
        _restLength = bytes.Length - whole;
    }

    /// <summary>32 hexadecimal digits.</summary>
    internal string Id() => string.Create(CultureInfo.InvariantCulture, $"{First():x16}{Second():x16}");

    /// <summary>The xxHash64 of seed 0.</summary>
    internal ulong First() =>
        Finish(_length >= XxHash64.StripeBytes ? XxHash64.Merge(_a, _b, _c, _d) : XxHash64.Prime5);

    private ulong Second() =>
        Finish(_length >= XxHash64.StripeBytes ? XxHash64.Merge(_e, _f, _g, _h) : SecondSeed + XxHash64.Prime5);

    private ulong Finish(ulong merged)
    {
        fixed (byte* rest = _rest)
        {
            return XxHash64.Finish(merged + _length, rest, rest + _restLength);
        }
    }

    private void Mix(ReadOnlySpan<byte> stripes)
    {
        // Locals, so that the eight lanes stay in registers.
        ulong a = _a, b = _b, c = _c, d = _d, e = _e, f = _f, g = _g, h = _h;
        fixed (byte* start = stripes)
        {
            for (var p = start; p < start + stripes.Length; p += XxHash64.StripeBytes)
            {
                ulong v = XxHash64.Read64(p), w = XxHash64.Read64(p + 8);
                ulong x = XxHash64.Read64(p + 16), y = XxHash64.Read64(p + 24);
                a = XxHash64.Round(a, v);
                b = XxHash64.Round(b, w);
                c = XxHash64.Round(c, x);
                d = XxHash64.Round(d, y);
                e = XxHash64.Round(e, v);
                f = XxHash64.Round(f, w);
                g = XxHash64.Round(g, x);
                h = XxHash64.Round(h, y);
            }
        }

        (_a, _b, _c, _d, _e, _f, _g, _h) = (a, b, c, d, e, f, g, h);
    }
}
