namespace Waybill.Connectors.Reading;

/// <summary>A piece of native memory.</summary>
internal readonly record struct NativeBuffer(nint Start, long Length);
