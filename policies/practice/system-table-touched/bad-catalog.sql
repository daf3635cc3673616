DELETE FROM pg_enum WHERE enumlabel = 'glad';
