using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary>
/// <c>rd_kafka_vu_t</c> of rdkafka.h: a kind, then a union of 64 bytes.
/// <code>
/// kind 4 | 4 unused | whole number or pointer 8 | size or pointer 8 | size 8 | unused to 72
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 72)]
internal unsafe struct ProduceField
{
    public int Kind;
    public nint First;
    public nint Second;
    public nint Third;

    private const int TopicKind = 2;
    private const int ValueKind = 4;
    private const int KeyKind = 5;
    private const int FlagsKind = 7;
    private const int TimestampKind = 8;
    private const int HeaderKind = 9;

    public static ProduceField Topic(nint topic) => new() { Kind = TopicKind, First = topic };

    public static ProduceField Value(byte* bytes, int length) => new() { Kind = ValueKind, First = (nint)bytes, Second = length };

    public static ProduceField Key(byte* bytes, int length) => new() { Kind = KeyKind, First = (nint)bytes, Second = length };

    public static ProduceField Flags(int flags) => new() { Kind = FlagsKind, First = flags };

    /// <param name="milliseconds">Since 1970.</param>
    public static ProduceField Timestamp(long milliseconds) => new() { Kind = TimestampKind, First = (nint)milliseconds };

    public static ProduceField Header(byte* name, byte* value, int length) =>
        new() { Kind = HeaderKind, First = (nint)name, Second = (nint)value, Third = length };
}
