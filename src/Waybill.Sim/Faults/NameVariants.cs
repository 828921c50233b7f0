using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>
/// Other spellings of a plant's names, as people and older systems write them. Case, blanks, punctuation, leading zeros of
/// numbers and a plural's s are all that differs.
/// </summary>
internal static class NameVariants
{
    private const int MachineStyles = 7;
    private const int ProductStyles = 7;
    private const int ResultStyles = 6;

    /// <summary>Appends <c>SMELTER-01</c> as <c>Smelter #1</c>, <c>smelter1</c>, <c>SMELTER_01</c> and so on.</summary>
    public static void AppendMachine(ByteBuffer target, ReadOnlySpan<byte> id, ref FaultDice dice)
    {
        int dash = id.LastIndexOf((byte)'-');
        ReadOnlySpan<byte> kind = id[..dash];
        ReadOnlySpan<byte> padded = id[(dash + 1)..];
        ReadOnlySpan<byte> number = padded.TrimStart((byte)'0');
        switch (dice.Below(MachineStyles))
        {
            case 0:
                AppendTitle(target, kind);
                target.Append(" #"u8);
                target.Append(number);
                break;
            case 1:
                AppendCased(target, kind, upper: false);
                target.Append(number);
                break;
            case 2:
                target.Append(kind);
                target.Append((byte)'_');
                target.Append(padded);
                break;
            case 3:
                AppendCased(target, id, upper: false);
                break;
            case 4:
                AppendTitle(target, kind);
                target.Append((byte)' ');
                target.Append(padded);
                break;
            case 5:
                target.Append((byte)' ');
                target.Append(id);
                target.Append((byte)' ');
                break;
            default:
                target.Append(kind);
                target.Append(padded);
                break;
        }
    }

    /// <summary>Appends <c>iron_plate</c> as <c>Iron Plates</c>, <c>IRON_PLATE</c> and so on.</summary>
    public static void AppendProduct(ByteBuffer target, ReadOnlySpan<byte> name, ref FaultDice dice)
    {
        int style = dice.Below(ProductStyles);
        switch (style)
        {
            case 0:
                AppendCased(target, name, upper: true);
                break;
            case 1 or 2:
                AppendTitle(target, name);
                break;
            case 3:
                AppendSeparated(target, name, (byte)'-');
                break;
            case 4:
                AppendSeparated(target, name, (byte)' ');
                break;
            case 5:
                target.Append((byte)' ');
                target.Append(name);
                break;
            default:
                target.Append(name);
                break;
        }

        if (style is 2 or 6 && name[^1] is not ((byte)'s' or (byte)'S'))
        {
            target.Append((byte)'s');
        }
    }

    /// <summary>Appends <c>Pass</c> as <c>PASS</c>, <c>pass</c>, <c>P</c> and so on.</summary>
    public static void AppendResult(ByteBuffer target, ReadOnlySpan<byte> word, ref FaultDice dice)
    {
        switch (dice.Below(ResultStyles))
        {
            case 0:
                AppendCased(target, word, upper: true);
                break;
            case 1:
                AppendCased(target, word, upper: false);
                break;
            case 2:
                AppendCased(target, word[..1], upper: true);
                break;
            case 3:
                AppendCased(target, word[..1], upper: false);
                break;
            case 4:
                target.Append((byte)' ');
                target.Append(word);
                break;
            default:
                target.Append(word);
                target.Append((byte)' ');
                break;
        }
    }

    private static void AppendCased(ByteBuffer target, ReadOnlySpan<byte> word, bool upper)
    {
        foreach (byte letter in word)
        {
            target.Append(Cased(letter, upper));
        }
    }

    private static void AppendTitle(ByteBuffer target, ReadOnlySpan<byte> name)
    {
        bool starts = true;
        foreach (byte letter in name)
        {
            target.Append(letter == (byte)'_' ? (byte)' ' : Cased(letter, upper: starts));
            starts = letter is (byte)'_' or (byte)' ';
        }
    }

    private static void AppendSeparated(ByteBuffer target, ReadOnlySpan<byte> name, byte separator)
    {
        foreach (byte letter in name)
        {
            target.Append(letter is (byte)'_' ? separator : letter);
        }
    }

    private static byte Cased(byte letter, bool upper)
    {
        bool change = upper ? char.IsAsciiLetterLower((char)letter) : char.IsAsciiLetterUpper((char)letter);
        return change ? (byte)(letter ^ 0x20) : letter;
    }
}
