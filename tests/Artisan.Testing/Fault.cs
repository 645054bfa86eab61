namespace Artisan.Testing;

/// <summary>How an attempt fails.</summary>
public enum Fault
{
    /// <summary>The connection is refused: nothing reached the service.</summary>
    NeverSent,

    /// <summary>The service did its work; the caller gets 500 InternalError.</summary>
    AnswerReplaced,

    /// <summary>The service did its work; the caller gets 503 ServerBusy.</summary>
    AnswerThrottled,

    /// <summary>The service did its work; the connection drops before the answer.</summary>
    AnswerLost,

    /// <summary>The process dies before it sends; nothing of it is sent any more.</summary>
    ProcessDiesBefore,

    /// <summary>The process dies after the service did its work; nothing of it is sent any more.</summary>
    ProcessDiesAfter
}
