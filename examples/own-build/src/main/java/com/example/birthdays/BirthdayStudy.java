package com.example.birthdays;

import io.metalab.Metalab;

/** From which group size on is a shared birthday more likely than not? */
public final class BirthdayStudy {
  private BirthdayStudy() {}

  /** Runs the study; the arguments are those of {@code metalab run}. */
  public static void main(String[] args) {
    Metalab.study("birthdays", "1")
        .operation(new SharedBirthday())
        .grid("people", 20, 21, 22, 23, 24, 25)
        .seeds(365, 4)
        .main(args);
  }
}
