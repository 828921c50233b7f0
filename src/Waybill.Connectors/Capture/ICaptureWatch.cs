namespace Waybill.Connectors.Capture;

/// <summary>Is told what a capture does.</summary>
public interface ICaptureWatch
{
    /// <summary>Something that people should know: a table that is left out, a connection that was lost.</summary>
    void Note(string message);

    void Landed(LandedBatch batch);
}
