namespace Artisan.Azure.Queues;

/// <summary>How the text of a message travels.</summary>
public enum QueueMessageEncoding
{
    /// <summary>As base64, which the Functions host expects; a text that is not base64 is given as it stands.</summary>
    Base64,

    /// <summary>As it is: for a host that has to tell a text that cannot be decoded from one that can.</summary>
    None,
}
