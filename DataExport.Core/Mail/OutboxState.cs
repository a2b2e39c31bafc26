namespace DataExport.Core.Mail;

/// <summary>Where a mail stands.</summary>
public enum OutboxState
{
    /// <summary>It is to be sent, again after a failure.</summary>
    Pending,

    /// <summary>It was handed over.</summary>
    Sent,

    /// <summary>It was tried too often.</summary>
    GivenUp,

    /// <summary>There is nothing to tell any more: what it is about, or the person's access to it, is gone.</summary>
    Dropped,
}
