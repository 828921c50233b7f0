namespace Waybill.Connectors.Capture;

/// <summary>How changes are found.</summary>
public enum CaptureWay
{
    /// <summary>Logical replication: every committed change, with the image before it.</summary>
    Replication,

    /// <summary>Rows whose <c>updated_at</c> has risen: their last state only, for databases without logical replication.</summary>
    Watermark,
}
